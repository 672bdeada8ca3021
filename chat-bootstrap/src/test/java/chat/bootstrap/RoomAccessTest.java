package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.UseCases;
import chat.application.room.ReadableRoom;
import chat.application.room.RoomAccess;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch;
import chat.testkit.architecture.Hexagon;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No room is read without asking first whether the reader may. */
class RoomAccessTest {
  private static final JavaClasses PRODUCT = new Hexagon("chat").production();

  @Test
  void nothing_but_room_access_makes_a_readable_room() {
    var makers =
        PRODUCT.get(ReadableRoom.class).getConstructorCallsToSelf().stream()
            .map(call -> call.getOriginOwner().getName())
            .collect(Collectors.toSet());
    assertThat(makers).containsExactly(RoomAccess.class.getName());
  }

  /** A write is decided in the store, under the room's lock. */
  @Test
  void a_rooms_id_is_enough_to_ask_for_access_and_to_write_and_for_nothing_else() {
    var taking = new TreeSet<String>();
    for (var field : PRODUCT.get(UseCases.class).getFields()) {
      field.getRawType().getMethods().stream()
          .filter(RoomAccessTest::takesAnId)
          .forEach(
              method -> taking.add(method.getOwner().getSimpleName() + "." + method.getName()));
    }
    assertThat(taking)
        .containsExactly(
            "DeleteMessage.delete", "EditMessage.edit", "RoomAccess.readable", "SendMessage.send");
  }

  private static boolean takesAnId(JavaMethod method) {
    return method.getParameters().stream()
        .flatMap(parameter -> parameter.getType().getAllInvolvedRawTypes().stream())
        .anyMatch(type -> hasAnId(type, Set.of()));
  }

  /** Whether it is a room's id, or one of its components has one. */
  private static boolean hasAnId(JavaClass type, Set<JavaClass> outer) {
    if (type.isEquivalentTo(RoomId.class)) {
      return true;
    }
    // A place in a list of hits is compared, and nothing is read by it.
    if (!type.isRecord()
        || outer.contains(type)
        || type.isEquivalentTo(MessageSearch.Place.class)) {
      return false;
    }
    var within = Stream.concat(outer.stream(), Stream.of(type)).collect(Collectors.toSet());
    return type.getFields().stream()
        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
        .anyMatch(component -> hasAnId(component, within));
  }
}
