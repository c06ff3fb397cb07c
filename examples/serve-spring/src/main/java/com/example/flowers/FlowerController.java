package com.example.flowers;

import java.util.HashMap;
import java.util.Map;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Predictor;
import org.nn4j.core.model.SamplePrediction;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells the species of a flower. */
@RestController
class FlowerController {
  private final Predictor predictor;

  FlowerController(Model model) {
    this.predictor = model.predictor(); // for any number of threads
  }

  /** What is measured, in centimetres; what is not known is null. */
  record Flower(Double sepalLength, Double sepalWidth, Double petalLength, Double petalWidth) {}

  record Answer(String species, double probability) {}

  @PostMapping("/species")
  Answer species(@RequestBody Flower flower) {
    Map<String, Double> row = new HashMap<>();
    row.put("sepal_length", flower.sepalLength());
    row.put("sepal_width", flower.sepalWidth());
    row.put("petal_length", flower.petalLength());
    row.put("petal_width", flower.petalWidth());
    SamplePrediction prediction = predictor.predict(row);
    return new Answer(prediction.label(), prediction.probability(prediction.label()));
  }
}
