package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import java.util.Map;

/**
 * The {@code context} that the policies of {@code governance} see.
 *
 * @param own the version is the principal's own work
 * @param watched it has run as a shadow before
 * @param tests how many tests it brings
 */
public record PublishingContext(boolean own, boolean watched, int tests) {
    public RecordValue record() {
        return new RecordValue(
                Map.of("own", BoolValue.of(own), "watched", BoolValue.of(watched), "tests", new LongValue(tests)));
    }
}
