package chat.bootstrap;

import chat.testkit.architecture.Hexagon;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** The whole product against the rules of the house: every module is on this class path. */
class ArchitectureTest {
  private static final Hexagon HOUSE = new Hexagon("chat");
  private static final JavaClasses PRODUCT = HOUSE.production();

  @Test
  void hex_0_every_class_has_a_layer() {
    HOUSE.everyClassHasALayer().check(PRODUCT);
  }

  @Test
  void hex_1_the_domain_is_plain_java() {
    HOUSE.domainIsPlainJava().check(PRODUCT);
  }

  @Test
  void hex_2_the_application_is_plain_java_around_the_domain() {
    HOUSE.applicationIsPlainJava().check(PRODUCT);
  }

  @Test
  void hex_3_adapters_keep_to_their_side_of_the_ports() {
    HOUSE.adaptersKeepToTheirSide().check(PRODUCT);
  }

  @Test
  void hex_4_adapters_never_meet() {
    HOUSE.adaptersNeverMeet().check(PRODUCT);
  }

  @Test
  void hex_5_features_have_no_cycle() {
    HOUSE.featuresHaveNoCycle().check(PRODUCT);
  }

  @Test
  void hex_6_only_bootstrap_constructs_services_and_adapters() {
    HOUSE.onlyBootstrapConstructs().check(PRODUCT);
  }

  @Test
  void hex_7_every_driven_port_has_a_contract() {
    HOUSE.everyDrivenPortHasAContract().check(PRODUCT);
  }

  @Test
  void hex_8_the_client_stands_alone() {
    HOUSE.clientStandsAlone().check(PRODUCT);
  }
}
