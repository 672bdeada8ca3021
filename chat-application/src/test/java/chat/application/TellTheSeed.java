package chat.application;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Puts what repeats a failure into its message, which is all that a build's log shows of it. */
public final class TellTheSeed implements AroundPropertyHook {
  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    var result = property.execute();
    if (result.status() != Status.FAILED) {
      return result;
    }
    var failure =
        "@Property(seed = \"%s\") falsifies %s with %s"
            .formatted(
                result.seed().orElse("none"),
                context.label(),
                result.falsifiedParameters().orElseThrow());
    return result.mapTo(
        Status.FAILED, new AssertionError(failure, result.throwable().orElse(null)));
  }
}
