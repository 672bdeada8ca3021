package chat.adapter.web.user;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Json;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.application.user.FindUser;
import chat.application.user.RegisterUser;
import chat.domain.user.Email;
import chat.domain.user.Password;
import chat.domain.user.User;
import chat.domain.user.Username;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Makes people known, and tells them who they are. */
public final class UserResource {
  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final RegisterUser registerUser;
  private final FindUser findUser;

  public UserResource(
      Answer answer,
      Bearer bearer,
      CallLimits limits,
      RegisterUser registerUser,
      FindUser findUser) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.registerUser = registerUser;
    this.findUser = findUser;
  }

  public void install(Routes routes) {
    routes.post("/api/register", this::register);
    routes.get("/api/users/me", this::readMe);
  }

  private void register(Context request) {
    var input = new Input(request).json();
    var username = input.required("username", Username::chosen);
    var email = input.optional("email", Email::new);
    var password = input.required("password", Password::new);
    input.check();
    var command =
        new RegisterUser.Command(
            username.get(), email.orNull(), password.get(), limits.source(request));
    limits.registration(request);
    answer.later(
        request,
        registerUser.register(command),
        outcome -> answer.json(request, 201, UserJson.of(registered(outcome, input))));
  }

  private static User registered(RegisterUser.Outcome outcome, Input input) {
    return outcome.fold(
        RegisterUser.Outcome.Registered::user,
        weak -> {
          throw input.refusal("password", weak.problem());
        },
        taken -> {
          throw new Refusal(
              Problem.of(400, "already_registered", "Username or email already registered"));
        });
  }

  private void readMe(Context request) {
    var me = findUser.find(bearer.user(request).id());
    // The caller is somebody, unless the database was put back in between.
    answer.json(request, 200, UserJson.of(me.orElseThrow(Bearer::notValid)));
  }

  private record UserJson(String username, @Nullable String email, long id, String createdAt) {
    static UserJson of(User user) {
      var email = user.email();
      return new UserJson(
          user.username().value(),
          email == null ? null : email.value(),
          user.id().value(),
          Json.time(user.createdAt()));
    }
  }
}
