package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.BoolValue;
import dev.mandate.authz.cedar.LongValue;
import dev.mandate.authz.cedar.RecordValue;
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
