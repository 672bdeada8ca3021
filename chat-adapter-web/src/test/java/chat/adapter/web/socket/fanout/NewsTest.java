package chat.adapter.web.socket.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.FakeChat;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import org.junit.jupiter.api.Test;

class NewsTest {
  private static final RoomId ROOM = new RoomId(1);
  private static final Identity ALICE = FakeChat.user("alice");
  private static final Identity BOB = FakeChat.user("bob");

  private final News news = new News();

  @Test
  void of_each_person_the_latest_status_alone_is_told() {
    news.add(new RoomEvent.Joined(ROOM, ALICE));
    news.add(new RoomEvent.Joined(ROOM, BOB));
    news.add(new RoomEvent.Left(ROOM, ALICE));

    assertThat(news.take())
        .containsExactly(new RoomEvent.Left(ROOM, ALICE), new RoomEvent.Joined(ROOM, BOB));
  }

  @Test
  void whoever_left_and_came_back_is_told_of_as_here() {
    news.add(new RoomEvent.Left(ROOM, ALICE));
    news.add(new RoomEvent.Joined(ROOM, ALICE));

    assertThat(news.take()).containsExactly(new RoomEvent.Joined(ROOM, ALICE));
  }

  @Test
  void typing_comes_after_presence_and_ends_with_it() {
    news.add(new RoomEvent.Typing(ROOM, ALICE));
    news.add(new RoomEvent.Typing(ROOM, ALICE));
    news.add(new RoomEvent.Typing(ROOM, BOB));
    news.add(new RoomEvent.Left(ROOM, ALICE));

    assertThat(news.take())
        .containsExactly(new RoomEvent.Left(ROOM, ALICE), new RoomEvent.Typing(ROOM, BOB));
  }

  @Test
  void the_first_after_each_telling_is_known_as_such() {
    assertThat(news.add(new RoomEvent.Joined(ROOM, ALICE))).isTrue();
    assertThat(news.add(new RoomEvent.Typing(ROOM, ALICE))).isFalse();
    news.take();
    assertThat(news.add(new RoomEvent.Typing(ROOM, ALICE))).isTrue();
    news.clear();
    assertThat(news.add(new RoomEvent.Left(ROOM, ALICE))).isTrue();
  }
}
