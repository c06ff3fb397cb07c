package com.example.flowers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.nn4j.serve.ModelHandler;
import org.nn4j.serve.ServerExchange;

/** Puts a {@link ModelHandler} into Jetty, at the root or in a context. */
final class JettyModels extends Handler.Abstract {
  private final ModelHandler models;

  JettyModels(ModelHandler models) {
    this.models = models;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      models.handle(new Exchange(request, response));
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e); // aborts the connection, so that half an answer is not taken for whole
    }
    return true;
  }

  private record Exchange(Request request, Response response) implements ServerExchange {
    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      return Request.getPathInContext(request);
    }

    @Override
    public String query() {
      return request.getHttpURI().getQuery();
    }

    @Override
    public String header(String name) {
      return request.getHeaders().get(name);
    }

    @Override
    public InputStream body() {
      return Content.Source.asInputStream(request);
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length) {
      response.setStatus(status);
      headers.forEach(response.getHeaders()::put);
      if (length >= 0) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
      }
      return Content.Sink.asOutputStream(response);
    }
  }
}
