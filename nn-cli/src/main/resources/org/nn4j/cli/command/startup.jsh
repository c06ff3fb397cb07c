import org.nn4j.api.*;
import org.nn4j.core.*;
import org.nn4j.core.activation.*;
import org.nn4j.core.crossval.*;
import org.nn4j.core.data.*;
import org.nn4j.core.data.read.*;
import org.nn4j.core.data.split.*;
import org.nn4j.core.diagnosis.*;
import org.nn4j.core.layer.*;
import org.nn4j.core.metric.*;
import org.nn4j.core.model.*;
import org.nn4j.core.network.*;
import org.nn4j.core.preprocess.*;
import org.nn4j.core.registry.*;
import org.nn4j.core.training.*;
import org.nn4j.experiment.*;
import org.nn4j.losses.*;
import org.nn4j.losses.MeanAbsoluteError; // the loss: metrics have these four names as well
import org.nn4j.losses.MeanAbsolutePercentageError;
import org.nn4j.losses.MeanSquaredError;
import org.nn4j.losses.MeanSquaredLogarithmicError;
import org.nn4j.optim.*;
import org.nn4j.optim.Exponential; // the schedule: an activation has the name as well
import org.nn4j.core.activation.Sigmoid; // schedules have these two names as well
import org.nn4j.core.layer.Sequential;
