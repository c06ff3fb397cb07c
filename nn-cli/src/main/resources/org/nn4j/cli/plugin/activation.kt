package @package@

import kotlin.math.sqrt
import kotlin.math.withSign
import org.nn4j.api.Checks
import org.nn4j.api.ElementwiseActivation

/**
 * The bent identity σ(z) = z + bend·(√(z² + 1) − 1)/2, with σ'(z) = 1 + bend·z/(2·√(z² + 1)).
 *
 * Of kotlin.math, exp, pow and the like are Java's Math, whose last bits differ between JVMs: take NnMath.
 *
 * @property bend how much the line bends at 0, at least 0 and below 2; the slope goes from 1 − bend/2 to 1 + bend/2
 */
@JvmRecord
data class @class@(val bend: Double) : ElementwiseActivation {
    /** Takes the usual bend, 1. */
    constructor() : this(1.0)

    init {
        Checks.inRange("bend", bend, 0.0, 2.0)
    }

    override fun name() = "@name@"

    override fun description() = "z + bend*(sqrt(z^2 + 1) - 1)/2"

    override fun value(z: Double): Double {
        // (√(z² + 1) − 1)/z in a form that neither cancels near 0 nor is ∞ − ∞ far from it.
        val ratio = tilt(z) / (1 + 1 / sqrt(z * z + 1))
        return z * (1 + bend * ratio / 2)
    }

    override fun derivative(z: Double, a: Double) = 1 + bend * tilt(z) / 2

    /** Returns z/√(z² + 1), which is ±1 at ±∞. */
    private fun tilt(z: Double) = (1 / sqrt(1 + 1 / (z * z))).withSign(z)
}
