package chat.adapter.web.token;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.application.token.LogIn;
import chat.application.token.LogOutEverywhere;
import chat.application.token.RevokeToken;
import chat.domain.token.SignedToken;
import io.javalin.http.Context;
import java.util.function.Function;

/** Logs people in and out. */
public final class TokenResource {
  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final LogIn logIn;
  private final RevokeToken revokeToken;
  private final LogOutEverywhere logOutEverywhere;

  public TokenResource(
      Answer answer,
      Bearer bearer,
      CallLimits limits,
      LogIn logIn,
      RevokeToken revokeToken,
      LogOutEverywhere logOutEverywhere) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.logIn = logIn;
    this.revokeToken = revokeToken;
    this.logOutEverywhere = logOutEverywhere;
  }

  public void install(Routes routes) {
    routes.post("/api/login", this::logIn);
    routes.post("/api/logout", this::logOut);
    routes.post("/api/logout/everywhere", this::logOutEverywhere);
  }

  private void logIn(Context request) {
    var input = new Input(request).formOrJson();
    var username = input.required("username", Function.identity());
    var password = input.required("password", Function.identity());
    input.check();
    var source = limits.source(request, username.get());
    var command = new LogIn.Command(username.get(), password.get(), source);
    var attempt = limits.login(request, command.username());
    answer.later(
        request,
        attempt.check(
            () -> logIn.logIn(command),
            outcome -> outcome.fold(loggedIn -> false, wrongCredentials -> true)),
        outcome -> {
          attempt.tell(request);
          answer.json(request, 200, new TokenJson(token(outcome).value(), "bearer"));
        });
  }

  private static SignedToken token(LogIn.Outcome outcome) {
    return outcome.fold(
        LogIn.Outcome.LoggedIn::token,
        wrongCredentials -> {
          throw new Refusal(Problem.unauthorized("Incorrect username or password"));
        });
  }

  private void logOut(Context request) {
    revokeToken.revoke(bearer.caller(request));
    answer.json(request, 200, new MessageJson("Successfully logged out"));
  }

  private void logOutEverywhere(Context request) {
    logOutEverywhere.logOut(bearer.user(request).id());
    answer.json(request, 200, new MessageJson("Successfully logged out everywhere"));
  }

  private record TokenJson(String accessToken, String tokenType) {
    @Override
    public String toString() {
      return "TokenJson[hidden]";
    }
  }

  private record MessageJson(String message) {}
}
