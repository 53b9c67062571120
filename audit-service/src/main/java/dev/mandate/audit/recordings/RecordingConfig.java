package dev.mandate.audit.recordings;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What recordings of sessions show. Neither secrets nor personal data are ever shown, whatever is configured. */
@ConfigMapping(prefix = "mandate.recordings")
public interface RecordingConfig {
    /**
     * Key of the HMAC-SHA256 by which equal values that aren't shown can be told to be equal, at least 32 characters, the same at all
     * replicas; secrets have no digest. Without it such values are withheld, and only within one page it is said which are equal.
     */
    Optional<String> key();

    /**
     * Arguments that are shown although they are text of a tool that reads private data or sends it, as {@code tool:argument} or
     * {@code argument}, such as {@code files.read:path}; {@code *} stands for any characters. Likewise fields of answers that are kept
     * ({@code mandate.results.kept} of authz-service and gateways), such as {@code tickets.read:result.items.*.status}.
     */
    Optional<List<String>> open();

    /** Arguments that are never shown, written as {@link #open()}; they count before it. */
    Optional<List<String>> closed();
}
