package chat.adapter.web.socket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.http.StoreOutage;
import chat.adapter.web.limit.Permit;
import chat.application.Overloaded;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Refusals of every kind. */
public final class SampleRefusals {
  /** The codes that can't come of saying something. */
  public static final Set<String> OF_V1_ALONE =
      Set.of("forbidden", "gone", "already_joined", "not_joined", "too_many_rooms", "unauthorized");

  private SampleRefusals() {}

  /** One of each kind, with a client's name for it. */
  public static List<Refusal> all() throws ReflectiveOperationException {
    var refusals = new ArrayList<Refusal>();
    for (var method : Refusal.class.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Refusal.class) {
        var arguments = Arrays.stream(method.getParameterTypes()).map(SampleRefusals::sample);
        refusals.add((Refusal) method.invoke(null, arguments.toArray()));
      }
    }
    for (var reason : Appended.Reason.values()) {
      refusals.add(Refusal.of(CommonRefusal.of(reason), new ClientId("9f0c2a7e")));
    }
    assertThat(refusals).isNotEmpty();
    return refusals;
  }

  private static Object sample(Class<?> type) {
    if (type == CommonRefusal.class) {
      return CommonRefusal.NO_SUCH_ROOM;
    }
    if (type == ClientId.class) {
      return new ClientId("9f0c2a7e");
    }
    if (type == Overloaded.class) {
      return new Overloaded("lane", Duration.ofMillis(750));
    }
    if (type == int.class) {
      return 100;
    }
    if (type == Permit.class) {
      return new Permit(Duration.ofNanos(1));
    }
    if (type == StoreOutage.class) {
      return StoreOutage.of(new StoreUnavailable("gone fishing"));
    }
    if (type == String.class) {
      return "content must not be blank";
    }
    throw new IllegalArgumentException("this test needs a sample of " + type);
  }
}
