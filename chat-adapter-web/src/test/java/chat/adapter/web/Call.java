package chat.adapter.web;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** A request as a test builds it. */
record Call(String method, String path, List<String> headers, BodyPublisher body) {
  static Call of(String method, String path) {
    return new Call(method, path, List.of(), BodyPublishers.noBody());
  }

  static Call get(String path) {
    return of("GET", path);
  }

  static Call post(String path) {
    return of("POST", path);
  }

  static Call patch(String path) {
    return of("PATCH", path);
  }

  static Call delete(String path) {
    return of("DELETE", path);
  }

  Call as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  Call with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Call(method, path, more, body);
  }

  Call json(String json) {
    return with("Content-Type", "application/json").body(BodyPublishers.ofString(json));
  }

  Call form(String form) {
    return with("Content-Type", "application/x-www-form-urlencoded")
        .body(BodyPublishers.ofString(form));
  }

  Call body(BodyPublisher publisher) {
    return new Call(method, path, headers, publisher);
  }
}
