package chat.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a contract says of an adapter. */
public final class Verdict {
  private Verdict() {}

  /** The names of the tests in the class that fail. */
  public static Set<String> failures(Class<?> test) {
    var failed = new TreeSet<String>();
    var finished = new AtomicInteger();
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectClass(test))
                // A contract's tests may race by themselves, so that they run one by one.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                if (id.getSource().orElse(null) instanceof MethodSource method) {
                  finished.incrementAndGet();
                  if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(method.getMethodName());
                  }
                } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  throw new AssertionError(id + " didn't run", result.getThrowable().orElse(null));
                }
              }
            });
    if (finished.get() == 0) {
      throw new AssertionError("no test was found in " + test);
    }
    return failed;
  }
}
