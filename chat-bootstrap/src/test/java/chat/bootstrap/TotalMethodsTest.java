package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What has a method for all its cases is taken apart by it: then a new case doesn't compile where
 * nobody thought of it. A chain of {@code instanceof} would take it for the last one.
 */
class TotalMethodsTest {
  /** What a type has that can be taken apart in full. */
  private static final Set<String> TOTAL_METHODS = Set.of("fold", "handTo");

  /** Where one case is asked for all the same, and why a new one does no harm there. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "chat/adapter/persistence/message/Append.java Appended.Stored",
          "what isn't stored changes no row",
          "chat/application/message/Lane.java Appended.*",
          "what isn't in the log has no event to publish; a fold would cost objects for each draft",
          "chat/adapter/nats/message/EventCodec.java RoomEvent.*",
          "an event of a kind that it doesn't know is one that it doesn't write",
          "chat/adapter/search/lucene/LuceneIndex.java RoomEvent.Posted",
          "what isn't new changes what is there",
          "chat/adapter/web/socket/fanout/FanOut.java RoomEvent.Posted",
          "only what was said ends the typing; a handler would cost an object for each event",
          "chat/adapter/web/socket/fanout/News.java RoomEvent.*",
          "nothing but presence and typing is news",
          "chat/adapter/web/socket/fanout/PresenceThrottle.java RoomEvent.*",
          "nothing but presence is throttled");

  @Test
  void no_source_asks_a_type_with_a_total_method_for_one_of_its_cases() throws IOException {
    var units = new HashMap<String, CompilationUnitTree>();
    var cases = new HashSet<String>();
    for (var unit : parse(sources())) {
      units.put(nameOf(unit), unit);
      cases.addAll(casesIn(unit));
    }
    assertThat(cases).contains("RoomEvent.Posted", "Written.Done");

    var asked = new TreeSet<String>();
    units.forEach(
        (name, unit) ->
            askedIn(unit).stream()
                .filter(cases::contains)
                .forEach(one -> asked.add(name + " " + one)));

    asked.removeIf(TotalMethodsTest::isAllowed);
    assertThat(asked).isEmpty();
  }

  @Test
  void every_sealed_type_of_the_domain_and_the_application_has_a_total_method() throws IOException {
    var sealed = new TreeSet<String>();
    var without = new TreeSet<String>();
    for (var unit : parse(sources())) {
      if (nameOf(unit).matches("chat/(domain|application)/.*")) {
        for (var type : sealedTypesIn(unit)) {
          var name = nameOf(unit) + " " + type.getSimpleName();
          sealed.add(name);
          if (!isTotal(type)) {
            without.add(name);
          }
        }
      }
    }
    assertThat(sealed).contains("chat/domain/message/Draft.java Change");
    assertThat(without).isEmpty();
  }

  private static List<ClassTree> sealedTypesIn(CompilationUnitTree unit) {
    var sealed = new ArrayList<ClassTree>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
          sealed.add(type);
        }
        return super.visitClass(type, null);
      }
    }.scan(unit, null);
    return sealed;
  }

  private static boolean isAllowed(String asked) {
    return ALLOWED.containsKey(asked)
        || ALLOWED.containsKey(asked.substring(0, asked.lastIndexOf('.')) + ".*");
  }

  /** Of what runs in the server. */
  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(Path.of(".."), "chat-*")) {
      for (var module : modules) {
        var folder = module.resolve("src/main/java/chat");
        if (Files.isDirectory(folder) && !module.endsWith("chat-benchmarks")) {
          try (var all = Files.walk(folder)) {
            all.filter(path -> path.toString().endsWith(".java"))
                .filter(
                    path ->
                        nameOf(path.toString())
                            .matches("chat/(domain|application|adapter|bootstrap)/.*"))
                .forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static String nameOf(CompilationUnitTree unit) {
    return nameOf(unit.getSourceFile().getName());
  }

  private static String nameOf(String path) {
    return path.substring(path.indexOf("/src/main/java/") + "/src/main/java/".length());
  }

  /** Parses all of them at once: a compiler for each source takes ten times as long. */
  private static List<CompilationUnitTree> parse(List<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      return units;
    }
  }

  /**
   * The nested cases of each type that has a total method, as they are named where they are used.
   */
  private static Set<String> casesIn(CompilationUnitTree unit) {
    var cases = new HashSet<String>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        if (type.getKind() == Tree.Kind.INTERFACE && isTotal(type)) {
          for (var member : type.getMembers()) {
            if (member instanceof ClassTree one && one.getKind() == Tree.Kind.RECORD) {
              cases.add(type.getSimpleName() + "." + one.getSimpleName());
            }
          }
        }
        return super.visitClass(type, null);
      }
    }.scan(unit, null);
    return cases;
  }

  private static boolean isTotal(ClassTree type) {
    return type.getMembers().stream()
        .anyMatch(
            member ->
                member instanceof MethodTree method
                    && TOTAL_METHODS.contains(method.getName().toString()));
  }

  /** The types that a source asks for, by their last two names. */
  private static Set<String> askedIn(CompilationUnitTree unit) {
    var asked = new HashSet<String>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitInstanceOf(InstanceOfTree question, @Nullable Void unused) {
        asked.add(lastTwoNames(question.getType(), unit));
        return super.visitInstanceOf(question, null);
      }
    }.scan(unit, null);
    return asked;
  }

  private static String lastTwoNames(Tree type, CompilationUnitTree unit) {
    if (type instanceof MemberSelectTree select) {
      return lastName(select.getExpression()) + "." + select.getIdentifier();
    }
    for (var imported : unit.getImports()) {
      if (imported.getQualifiedIdentifier() instanceof MemberSelectTree select
          && lastName(select).equals(lastName(type))) {
        return lastTwoNames(select, unit);
      }
    }
    return lastName(type);
  }

  private static String lastName(Tree type) {
    if (type instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return type instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }
}
