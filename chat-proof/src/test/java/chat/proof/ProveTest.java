package chat.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProveTest {
  private final StringWriter out = new StringWriter();

  private int prove(String... arguments) {
    return Prove.run(Map.of(), new PrintWriter(out, true), arguments);
  }

  @Test
  void help_names_every_option() {
    assertThat(prove("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "chat prove",
            "--minutes",
            "--seconds",
            "--seed",
            "--store",
            "--database-url",
            "--nodes",
            "--nats");
  }

  @Test
  void a_wrong_call_is_told_from_a_broken_promise() {
    assertThat(prove("--minutes", "many")).isEqualTo(2);
    assertThat(prove("--seconds", "-1")).isEqualTo(2);
    assertThat(prove("--store", "paper")).isEqualTo(2);
    assertThat(prove("--nodes", "3")).isEqualTo(2);
    assertThat(prove("--nodes", "0", "--store", "mysql")).isEqualTo(2);
    assertThat(prove("--nats")).isEqualTo(2);
  }

  @Test
  void without_a_server_there_is_nothing_to_prove() {
    assertThat(prove("--seconds", "1")).isEqualTo(1);
  }
}
