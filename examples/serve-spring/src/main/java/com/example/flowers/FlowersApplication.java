package com.example.flowers;

import java.nio.file.Path;
import java.util.Map;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.serve.ModelHandler;
import org.nn4j.serve.ServedModels;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** An application with a model in it. */
@SpringBootApplication
public class FlowersApplication {
  /** Takes {@code --model.file=iris.safetensors}, and whatever Spring Boot takes. */
  public static void main(String[] args) {
    SpringApplication.run(FlowersApplication.class, args);
  }

  @Bean
  Model model(@Value("${model.file}") Path file) {
    return ModelFile.load(file);
  }

  /** All that {@code nn serve} answers, its page too, under {@code /nn/}. */
  @Bean
  ServletRegistrationBean<ModelServlet> models(Model model) {
    ServedModels models = ServedModels.of(Map.of("iris", model));
    ModelHandler handler = new ModelHandler(models);
    return new ServletRegistrationBean<>(new ModelServlet(handler), "/nn/*");
  }
}
