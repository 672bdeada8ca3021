package chat.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule on a hexagon that breaks it, and all of them on one that breaks none. */
class HexagonTest {
  private static final String FIXTURES = "chat.testkit.architecture.fixture.";
  private static final Hexagon CLEAN = new Hexagon(FIXTURES + "clean");

  /** By root: an import also reads what the classes refer to, and takes most of a second. */
  private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

  @Test
  void a_clean_hexagon_keeps_every_rule() {
    assertThatCode(() -> CLEAN.check(classes(CLEAN.root()))).doesNotThrowAnyException();
  }

  @Test
  void the_rules_are_named_hex_0_to_hex_8() {
    assertThat(CLEAN.rules())
        .extracting(rule -> rule.getDescription().substring(0, 5))
        .isEqualTo(IntStream.rangeClosed(0, 8).mapToObj(id -> "HEX-" + id).toList());
  }

  @ParameterizedTest
  @MethodSource("ruleNumbers")
  void no_rule_passes_where_it_finds_nothing_to_look_at(int number) {
    var mistyped = new Hexagon(FIXTURES + "claen");
    assertThatThrownBy(() -> mistyped.rules().get(number).check(classes(CLEAN.root())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("HEX-" + number);
  }

  static Stream<Integer> ruleNumbers() {
    return IntStream.range(0, CLEAN.rules().size()).boxed();
  }

  @Test
  void a_root_without_classes_is_refused_at_the_import() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Hexagon("caht").production())
        .withMessage("no class on the class path is in the package caht");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "chat.", "chat..", ".chat", "chat.*", "Chat", "chat/web"})
  void a_root_that_is_no_package_is_refused(String root) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hexagon(root))
        .withMessage("not the name of a package: " + root);
  }

  @Test
  void production_has_the_testkit_and_no_tests() {
    var classes = new Hexagon("chat").production();
    assertThat(classes.contain(Hexagon.class)).isTrue();
    assertThat(classes.contain(HexagonTest.class)).isFalse();
  }

  @Test
  void a_broken_rule_fails_the_check_with_its_id_and_its_reason() {
    assertThatThrownBy(() -> hexagon("hex1").domainIsPlainJava().check(classes(FIXTURES + "hex1")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("HEX-1 the domain depends on nothing but itself and plain Java")
        .hasMessageContaining("because a domain that needs a library cannot outlive it");
  }

  @Test
  void an_adapter_alone_with_the_domain_keeps_the_adapter_rules() {
    var classes =
        new ClassFileImporter()
            .importPackages(CLEAN.root() + ".domain", CLEAN.root() + ".adapter.store");
    assertThatCode(() -> CLEAN.adapterRules().forEach(rule -> rule.check(classes)))
        .doesNotThrowAnyException();
  }

  @Test
  void an_adapter_that_is_not_said_to_drive_may_not_see_the_application() {
    var root = CLEAN.root();
    assertThatThrownBy(
            () -> new Hexagon(root, Set.of("grpc")).adaptersKeepToTheirSide().check(classes(root)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("<%s.adapter.web.user.GreetRoute.greet>".formatted(root));
  }

  @Test
  void hex_0_names_every_class_without_a_layer() {
    assertThat(violations("hex0", Hexagon::everyClassHasALayer))
        .isEqualTo(
            """
            Class <Loose> does not reside in any package ['domain..', 'application..', 'adapter.*..', 'bootstrap..', 'testkit..', 'testmysql..', 'testnats..', 'client..', 'proof..', 'benchmarks..'] in (Loose.java:0)
            Class <adapter.Nameless> does not reside in any package ['domain..', 'application..', 'adapter.*..', 'bootstrap..', 'testkit..', 'testmysql..', 'testnats..', 'client..', 'proof..', 'benchmarks..'] in (Nameless.java:0)
            Class <common.Shared> does not reside in any package ['domain..', 'application..', 'adapter.*..', 'bootstrap..', 'testkit..', 'testmysql..', 'testnats..', 'client..', 'proof..', 'benchmarks..'] in (Shared.java:0)
            Class <domains.Mistyped> does not reside in any package ['domain..', 'application..', 'adapter.*..', 'bootstrap..', 'testkit..', 'testmysql..', 'testnats..', 'client..', 'proof..', 'benchmarks..'] in (Mistyped.java:0)
            """);
  }

  @Test
  void hex_1_names_all_that_the_domain_may_not_need() {
    assertThat(violations("hex1", Hexagon::domainIsPlainJava))
        .isEqualTo(
            """
            Constructor <domain.Note.<init>(java.nio.file.Path, java.lang.reflect.Method)> calls method <org.assertj.core.api.AbstractPathAssert.isNotNull()> in (Note.java:12)
            Constructor <domain.Note.<init>(java.nio.file.Path, java.lang.reflect.Method)> calls method <org.assertj.core.api.Assertions.assertThat(java.nio.file.Path)> in (Note.java:12)
            Constructor <domain.Note.<init>(java.nio.file.Path, java.lang.reflect.Method)> has parameter of type <java.lang.reflect.Method> in (Note.java:0)
            Constructor <domain.Note.<init>(java.nio.file.Path, java.lang.reflect.Method)> has parameter of type <java.nio.file.Path> in (Note.java:0)
            Field <domain.Note.file> has type <java.nio.file.Path> in (Note.java:0)
            Field <domain.Note.method> has type <java.lang.reflect.Method> in (Note.java:0)
            Method <domain.Note.file()> has return type <java.nio.file.Path> in (Note.java:0)
            Method <domain.Note.method()> has return type <java.lang.reflect.Method> in (Note.java:0)
            Method <domain.Note.query()> calls constructor <application.Query.<init>()> in (Note.java:16)
            Method <domain.Note.query()> has return type <application.Query> in (Note.java:0)
            """);
  }

  @Test
  void hex_2_names_all_that_the_application_may_not_need() {
    assertThat(violations("hex2", Hexagon::applicationIsPlainJava))
        .isEqualTo(
            """
            Constructor <application.Greet.<init>(domain.User, adapter.store.Row, java.net.http.HttpClient)> has parameter of type <adapter.store.Row> in (Greet.java:0)
            Constructor <application.Greet.<init>(domain.User, adapter.store.Row, java.net.http.HttpClient)> has parameter of type <java.net.http.HttpClient> in (Greet.java:0)
            Field <application.Greet.client> has type <java.net.http.HttpClient> in (Greet.java:0)
            Field <application.Greet.row> has type <adapter.store.Row> in (Greet.java:0)
            Method <application.Greet.client()> has return type <java.net.http.HttpClient> in (Greet.java:0)
            Method <application.Greet.row()> has return type <adapter.store.Row> in (Greet.java:0)
            """);
  }

  @Test
  void hex_3_names_the_driven_adapter_that_calls_back_and_the_driving_one_past_its_port() {
    assertThat(violations("hex3", Hexagon::adaptersKeepToTheirSide))
        .isEqualTo(
            """
            Constructor <adapter.web.Route.<init>(application.Greet, application.GreetService, bootstrap.Settings)> has parameter of type <application.GreetService> in (Route.java:0)
            Constructor <adapter.web.Route.<init>(application.Greet, application.GreetService, bootstrap.Settings)> has parameter of type <bootstrap.Settings> in (Route.java:0)
            Field <adapter.web.Route.service> has type <application.GreetService> in (Route.java:0)
            Field <adapter.web.Route.settings> has type <bootstrap.Settings> in (Route.java:0)
            Method <adapter.store.FileUsers.greets()> depends on component type <application.Greet> in (FileUsers.java:0)
            Method <adapter.store.FileUsers.greets()> has return type <[Lapplication.Greet;> in (FileUsers.java:0)
            Method <adapter.web.Route.service()> has return type <application.GreetService> in (Route.java:0)
            Method <adapter.web.Route.settings()> has return type <bootstrap.Settings> in (Route.java:0)
            """);
  }

  @Test
  void hex_4_names_the_adapters_that_meet() {
    assertThat(violations("hex4", Hexagon::adaptersNeverMeet))
        .isEqualTo(
            """
            Slice web depends on Slice store:
            Constructor <adapter.web.Page.<init>(adapter.store.Row)> has parameter of type <adapter.store.Row> in (Page.java:0)
            Field <adapter.web.Page.row> has type <adapter.store.Row> in (Page.java:0)
            Method <adapter.web.Page.row()> has return type <adapter.store.Row> in (Page.java:0)
            """);
  }

  @Test
  void hex_5_names_the_cycles_within_a_module_and_across_modules() {
    assertThat(violations("hex5", Hexagon::featuresHaveNoCycle))
        .isEqualTo(
            """
            Cycle detected: Slice adapter.web - frame ->\s
                            Slice adapter.web - page ->\s
                            Slice adapter.web - frame
              1. Dependencies of Slice adapter.web - frame
                - Constructor <adapter.web.frame.Frame.<init>(adapter.web.page.Page)> has parameter of type <adapter.web.page.Page> in (Frame.java:0)
                - Field <adapter.web.frame.Frame.page> has type <adapter.web.page.Page> in (Frame.java:0)
                - Method <adapter.web.frame.Frame.page()> has return type <adapter.web.page.Page> in (Frame.java:0)
              2. Dependencies of Slice adapter.web - page
                - Constructor <adapter.web.page.Page.<init>(adapter.web.frame.Frame)> has parameter of type <adapter.web.frame.Frame> in (Page.java:0)
                - Field <adapter.web.page.Page.frame> has type <adapter.web.frame.Frame> in (Page.java:0)
                - Method <adapter.web.page.Page.frame()> has return type <adapter.web.frame.Frame> in (Page.java:0)
            Cycle detected: Slice room ->\s
                            Slice user ->\s
                            Slice room
              1. Dependencies of Slice room
                - Constructor <adapter.store.room.RoomRow.<init>(domain.user.User)> has parameter of type <domain.user.User> in (RoomRow.java:0)
                - Constructor <domain.room.Room.<init>(domain.user.User)> has parameter of type <domain.user.User> in (Room.java:0)
                - Field <adapter.store.room.RoomRow.owner> has type <domain.user.User> in (RoomRow.java:0)
                - Field <domain.room.Room.owner> has type <domain.user.User> in (Room.java:0)
                - Method <adapter.store.room.RoomRow.owner()> has return type <domain.user.User> in (RoomRow.java:0)
                - Method <domain.room.Room.owner()> has return type <domain.user.User> in (Room.java:0)
              2. Dependencies of Slice user
                - Constructor <adapter.web.user.UserPage.<init>(domain.room.Room)> has parameter of type <domain.room.Room> in (UserPage.java:0)
                - Field <adapter.web.user.UserPage.favourite> has type <domain.room.Room> in (UserPage.java:0)
                - Method <adapter.web.user.UserPage.favourite()> has return type <domain.room.Room> in (UserPage.java:0)
            """);
  }

  @Test
  void hex_6_names_who_constructs_what_bootstrap_should() {
    assertThat(violations("hex6", Hexagon::onlyBootstrapConstructs))
        .isEqualTo(
            """
            Method <adapter.web.Route.service()> calls constructor <application.GreetService.<init>()> in (Route.java:11)
            Method <adapter.web.Route.users()> references constructor <adapter.store.FileUsers.<init>()> in (Route.java:15)
            Method <application.GreetService.greeting()> calls constructor <application.GreetService.<init>()> in (GreetService.java:7)
            """);
  }

  @Test
  void hex_7_names_the_ports_without_a_contract() {
    assertThat(violations("hex7", Hexagon::everyDrivenPortHasAContract))
        .isEqualTo(
            """
            The port <domain.Clocks> has no ClocksContract in testkit
            The port <domain.Tokens> has no TokensContract in testkit
            The port <domain.Users> has no UsersContract in testkit
            """);
  }

  @Test
  void hex_8_names_what_the_client_takes_along() {
    assertThat(violations("hex8", Hexagon::clientStandsAlone))
        .isEqualTo(
            """
            Method <client.Talk.users()> depends on component type <domain.User> in (Talk.java:0)
            Method <client.Talk.users()> has return type <[Ldomain.User;> in (Talk.java:0)
            """);
  }

  /** All that a rule reports on a fixture, a line each, with names that begin below its root. */
  private static String violations(String fixture, Function<Hexagon, ArchRule> rule) {
    var hexagon = hexagon(fixture);
    List<String> details =
        rule.apply(hexagon).evaluate(classes(hexagon.root())).getFailureReport().getDetails();
    var report = new StringBuilder();
    details.stream()
        .sorted()
        .forEach(detail -> report.append(detail.replace(hexagon.root() + ".", "")).append('\n'));
    return report.toString();
  }

  private static Hexagon hexagon(String fixture) {
    return new Hexagon(FIXTURES + fixture);
  }

  private static JavaClasses classes(String root) {
    return IMPORTED.computeIfAbsent(root, new ClassFileImporter()::importPackages);
  }
}
