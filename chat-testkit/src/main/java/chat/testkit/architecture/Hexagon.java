package chat.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules that a hexagon under one root package keeps. Each begins with an id that stays, so that
 * a CI log can name it, and each says what is allowed, never what isn't: a package that nobody
 * thought of is refused. A rule that finds nothing to look at fails.
 *
 * <p>The packages under the root are the layers: {@code domain}, {@code application}, {@code
 * adapter.<name>}, {@code bootstrap}, {@code testkit}, {@code testmysql}, {@code testnats}, {@code
 * client}, {@code proof} and {@code benchmarks}. The packages under a layer, or under an adapter,
 * are its features: those of one name are one feature.
 *
 * @param root the package that all of it is in, such as {@code chat}
 * @param driving the names of the adapters that call the application; every other adapter is one
 *     that the domain's ports call
 */
public record Hexagon(String root, Set<String> driving) {
  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");

  /** What a domain may use of Java: values, collections, text and time. */
  private static final List<String> PLAIN_JAVA =
      List.of(
          "java.lang",
          "java.math",
          "java.nio.charset",
          "java.text",
          "java.time..",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "org.jspecify.annotations");

  /** What a use case needs beyond that: threads, and numbers that nobody can guess. */
  private static final List<String> PLAIN_JAVA_AT_WORK =
      List.of("java.util.concurrent..", "java.security");

  public Hexagon {
    if (!PACKAGE.matcher(root).matches()) {
      throw new IllegalArgumentException("not the name of a package: " + root);
    }
    driving = Set.copyOf(driving);
  }

  /** A hexagon whose one driving adapter is {@code adapter.web}. */
  public Hexagon(String root) {
    this(root, Set.of("web"));
  }

  /**
   * The classes under the root that the class path has, without those of tests.
   *
   * @throws IllegalStateException when there are none
   */
  public JavaClasses production() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (classes.isEmpty()) {
      throw new IllegalStateException("no class on the class path is in the package " + root);
    }
    return classes;
  }

  /** Every rule, for whoever has all of the product on the class path. */
  public List<ArchRule> rules() {
    return List.of(
        everyClassHasALayer(),
        domainIsPlainJava(),
        applicationIsPlainJava(),
        adaptersKeepToTheirSide(),
        adaptersNeverMeet(),
        featuresHaveNoCycle(),
        onlyBootstrapConstructs(),
        everyDrivenPortHasAContract(),
        clientStandsAlone());
  }

  /** The rules that can be checked where there is nothing but the domain and an adapter. */
  public List<ArchRule> adapterRules() {
    return List.of(
        everyClassHasALayer(),
        adaptersKeepToTheirSide(),
        adaptersNeverMeet(),
        featuresHaveNoCycle(),
        onlyBootstrapConstructs());
  }

  /**
   * Checks every rule.
   *
   * @throws AssertionError for the first one that is broken, with all of its violations
   */
  public void check(JavaClasses classes) {
    rules().forEach(rule -> rule.check(classes));
  }

  public ArchRule everyClassHasALayer() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .resideInAnyPackage(
            in("domain"),
            in("application"),
            in("adapter.*"),
            in("bootstrap"),
            in("testkit"),
            in("testmysql"),
            in("testnats"),
            in("client"),
            in("proof"),
            in("benchmarks"))
        .as("HEX-0 every class sits in a known layer")
        .because("no rule watches over a class that is in none");
  }

  public ArchRule domainIsPlainJava() {
    return classes()
        .that()
        .resideInAPackage(in("domain"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(PLAIN_JAVA, in("domain")))
        .as("HEX-1 the domain depends on nothing but itself and plain Java")
        .because("a domain that needs a library cannot outlive it");
  }

  public ArchRule applicationIsPlainJava() {
    var java = new ArrayList<>(PLAIN_JAVA);
    java.addAll(PLAIN_JAVA_AT_WORK);
    return classes()
        .that()
        .resideInAPackage(in("application"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(java, in("application"), in("domain")))
        .as("HEX-2 the application depends on nothing but itself, the domain and plain Java")
        .because("a use case says what happens, and an adapter with what");
  }

  public ArchRule adaptersKeepToTheirSide() {
    return classes()
        .that()
        .resideInAPackage(in("adapter.*"))
        .should(new KeepToTheirSide(this))
        .as(
            "HEX-3 driven adapters see the domain alone, driving ones the application's ports too,"
                + " and never a service")
        .because("only what talks through a port can be swapped");
  }

  public ArchRule adaptersNeverMeet() {
    return slices()
        .matching(root + ".adapter.(*)..")
        .should()
        .notDependOnEachOther()
        .as("HEX-4 adapters never depend on each other")
        .because("swapping one must not break another");
  }

  public ArchRule featuresHaveNoCycle() {
    var withinModules =
        slices()
            .assignedFrom(new FeaturesOfAModule(this))
            .should()
            .beFreeOfCycles()
            .as("HEX-5 features of a module have no cycle");
    var acrossModules =
        slices()
            .assignedFrom(new Features(this))
            .should()
            .beFreeOfCycles()
            .as("HEX-5 features have no cycle across modules");
    return CompositeArchRule.of(withinModules)
        .and(acrossModules)
        .as("HEX-5 features have no cycle, within a module or across modules")
        .because("a feature in a cycle can be understood only together with all the others in it");
  }

  public ArchRule onlyBootstrapConstructs() {
    return classes()
        .that(describe("are services or in an adapter", c -> isService(c) || isInAnAdapter(c)))
        .should(new BeConstructedAtHomeAlone(this))
        .as("HEX-6 only bootstrap constructs services and adapters")
        .because("whoever constructs a part decides which one it is, and one place should");
  }

  public ArchRule everyDrivenPortHasAContract() {
    return classes()
        .that(describe("are driven ports", this::isDrivenPort))
        .should(new HaveAContract(this))
        .as("HEX-7 every driven port has a contract in the testkit")
        .because("an adapter can only be swapped for one that was held to the same promises");
  }

  public ArchRule clientStandsAlone() {
    return classes()
        .that()
        .resideInAPackage(in("client"))
        .should()
        .onlyDependOnClassesThat(
            describe("are the client's own, or none of the hexagon's", this::isKnownToTheClient))
        .as("HEX-8 the client depends on nothing else of the hexagon")
        .because("whoever takes the client library must not get the server with it");
  }

  private boolean isKnownToTheClient(JavaClass c) {
    var named = c.getBaseComponentType();
    return !isOurs(named) || isIn("client", named);
  }

  /**
   * A driven port is a public interface of the domain that stands in a file of its own and isn't
   * sealed: what is nested is a part of a port, and a sealed one lists its values.
   */
  private boolean isDrivenPort(JavaClass c) {
    return isIn("domain", c)
        && c.isInterface()
        && c.isTopLevelClass()
        && c.getModifiers().contains(JavaModifier.PUBLIC)
        && !c.isAnnotation()
        && !c.isSealed();
  }

  boolean isService(JavaClass c) {
    return isIn("application", c) && c.getSimpleName().endsWith("Service");
  }

  boolean isInAnAdapter(JavaClass c) {
    return isIn("adapter", c);
  }

  /** Whether the class is somewhere under the root. */
  boolean isOurs(JavaClass c) {
    return isUnder(root, c);
  }

  boolean isIn(String layer, JavaClass c) {
    return isUnder(root + "." + layer, c);
  }

  /**
   * What the class is a part of: {@code domain} or {@code adapter.web}; its features come after.
   */
  String module(JavaClass c) {
    var names = namesUnderRoot(c);
    return names[0].equals("adapter") && names.length > 1 ? "adapter." + names[1] : names[0];
  }

  private String[] namesUnderRoot(JavaClass c) {
    return c.getPackageName().substring(root.length()).replaceFirst("^\\.", "").split("\\.");
  }

  /** The name of the package directly under the module; empty for what is in the module itself. */
  private Optional<String> feature(JavaClass c) {
    if (!isOurs(c)) {
      return Optional.empty();
    }
    int above = module(c).split("\\.").length;
    var names = namesUnderRoot(c);
    return names.length > above ? Optional.of(names[above]) : Optional.empty();
  }

  private Optional<JavaPackage> rootPackage(JavaClass c) {
    var found = Optional.of(c.getPackage());
    while (found.isPresent() && !found.get().getName().equals(root)) {
      found = found.get().getParent();
    }
    return found;
  }

  private String in(String layer) {
    return root + "." + layer + "..";
  }

  private static boolean isUnder(String ancestor, JavaClass c) {
    return (c.getPackageName() + ".").startsWith(ancestor + ".");
  }

  private static String[] with(List<String> packages, String... more) {
    var all = new ArrayList<>(packages);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** One slice for each package directly under a module; what all features share is in none. */
  private record FeaturesOfAModule(Hexagon hexagon) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass c) {
      return hexagon
          .feature(c)
          .map(feature -> SliceIdentifier.of(hexagon.module(c), feature))
          .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "features of a module";
    }
  }

  /**
   * One slice for each feature of the domain or the application, with the packages of that name in
   * all modules of the hexagon. What an adapter alone has, such as its database, is no feature.
   */
  private record Features(Hexagon hexagon) implements SliceAssignment {
    private static final Set<String> LAYERS = Set.of("domain", "application", "adapter", "testkit");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass c) {
      return hexagon
          .feature(c)
          .filter(feature -> LAYERS.contains(hexagon.namesUnderRoot(c)[0]))
          .filter(feature -> isInside(feature, c))
          .map(SliceIdentifier::of)
          .orElseGet(SliceIdentifier::ignore);
    }

    private boolean isInside(String feature, JavaClass c) {
      return hexagon
          .rootPackage(c)
          .map(
              all ->
                  all.containsPackage("domain." + feature)
                      || all.containsPackage("application." + feature))
          .orElse(false);
    }

    @Override
    public String getDescription() {
      return "features";
    }
  }
}
