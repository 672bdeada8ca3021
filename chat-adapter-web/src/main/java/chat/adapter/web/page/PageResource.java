package chat.adapter.web.page;

import chat.adapter.web.asset.Asset;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages and the modules and styles that they are made of. These have a name for all of
 * them together in their address, so that browsers keep them for good and modules can name each
 * other by relative paths. Nothing is read before somebody looks.
 */
public final class PageResource {
  private final int passwordMinimum;
  private @Nullable PageFiles files;

  /**
   * @param passwordMinimum how many characters a new password has at least, as the page says
   */
  public PageResource(int passwordMinimum) {
    this.passwordMinimum = passwordMinimum;
  }

  public void install(Routes routes) {
    routes.get("/", request -> show(request, "index.html"));
    routes.get("/example.html", request -> show(request, "example.html"));
    routes.get(PageFiles.ADDRESS + "{version}/<file>", this::file);
  }

  private void show(Context request, String name) {
    var page = files().page(name);
    request.header("Content-Security-Policy", page.policy());
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    page.html().answer(request);
  }

  private void file(Context request) {
    Asset file = files().file(request.pathParam("file"));
    if (file == null) {
      throw new Refusal(Problem.of(404, "Not found"));
    }
    if (request.pathParam("version").equals(files().version())) {
      file.answerForGood(request);
    } else {
      // Of a page that another version of this server showed; what we have is better than nothing.
      file.answer(request);
    }
  }

  private synchronized PageFiles files() {
    if (files == null) {
      files = PageFiles.ofClassPath(passwordMinimum);
    }
    return files;
  }
}
