package com.example.flowers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.nn4j.serve.ModelHandler;
import org.nn4j.serve.ServerExchange;

/** Puts a {@link ModelHandler} into any container of servlets. */
final class ModelServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient ModelHandler models;

  ModelServlet(ModelHandler models) {
    this.models = models;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo() == null) { // the page's addresses are relative to its folder
      response.sendRedirect(request.getRequestURI() + "/");
      return;
    }
    models.handle(new Exchange(request, response));
  }

  private record Exchange(HttpServletRequest request, HttpServletResponse response)
      implements ServerExchange {
    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      return request.getPathInfo();
    }

    @Override
    public String query() {
      return request.getQueryString();
    }

    @Override
    public String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length)
        throws IOException {
      response.setStatus(status);
      headers.forEach(response::setHeader);
      if (length >= 0) {
        response.setContentLengthLong(length);
      }
      return response.getOutputStream();
    }
  }
}
