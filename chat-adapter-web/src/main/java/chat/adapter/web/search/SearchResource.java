package chat.adapter.web.search;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Json;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.application.search.SearchMessages;
import chat.domain.InvalidValue;
import chat.domain.matching.Span;
import chat.domain.search.SearchQuery;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what was said, in all rooms. */
public final class SearchResource {
  private static final int LIMIT = 20;

  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final SearchMessages searchMessages;

  public SearchResource(
      Answer answer, Bearer bearer, CallLimits limits, SearchMessages searchMessages) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.searchMessages = searchMessages;
  }

  public void install(Routes routes) {
    routes.get("/api/search", this::search);
  }

  private void search(Context request) {
    var reader = bearer.user(request);
    var input = new Input(request);
    var query = input.requiredQuery("q", SearchResource::query);
    var latestFirst = input.optionalQuery("sort", SearchResource::latestFirst).orNull();
    var cursor = input.optionalQuery("cursor", SearchCursor::parse).orNull();
    var limit = input.number("limit", 1, SearchMessages.MAX_LIMIT, LIMIT);
    boolean recent = latestFirst != null && latestFirst;
    if (cursor != null && cursor.latestFirst() != recent) {
      input.rejectQuery("cursor", "must be one of a search with the same sort");
    }
    input.check();
    limits.search(request, reader.id());
    var after = Optional.ofNullable(cursor).map(SearchCursor::place);
    answer.later(
        request,
        searchMessages.search(
            new SearchMessages.Request(reader, query.get(), recent, after, limit.get())),
        page -> answer.json(request, 200, PageJson.of(page, recent)));
  }

  private static SearchQuery query(String typed) {
    if (typed.isBlank()) {
      throw new InvalidValue("q", "must not be blank");
    }
    return SearchQuery.parse(typed);
  }

  private static Boolean latestFirst(String sort) {
    return switch (sort) {
      case "match" -> false;
      case "recent" -> true;
      default -> throw new InvalidValue("sort", "must be match or recent");
    };
  }

  private record PageJson(List<HitJson> hits, @Nullable String next, boolean complete) {
    static PageJson of(SearchMessages.Page page, boolean latestFirst) {
      return new PageJson(
          page.found().stream().map(HitJson::of).toList(),
          page.next().map(place -> new SearchCursor(latestFirst, place).toString()).orElse(null),
          page.complete());
    }
  }

  private record HitJson(
      long roomId,
      String roomName,
      long id,
      long seq,
      long userId,
      String username,
      String timestamp,
      String snippet,
      List<List<Integer>> highlights) {
    static HitJson of(SearchMessages.Found found) {
      var message = found.message();
      return new HitJson(
          message.room().value(),
          found.room().value(),
          message.id().value(),
          message.seq(),
          message.author().id().value(),
          message.author().username().value(),
          Json.time(message.at()),
          found.snippet().text(),
          found.snippet().highlights().stream().map(HitJson::pair).toList());
    }

    private static List<Integer> pair(Span span) {
      return List.of(span.start(), span.end());
    }
  }
}
