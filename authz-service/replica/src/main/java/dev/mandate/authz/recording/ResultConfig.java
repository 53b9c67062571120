package dev.mandate.authz.recording;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What of tools' answers is kept. */
@ConfigMapping(prefix = "mandate.results")
public interface ResultConfig {
    /**
     * Fields of answers whose values are kept for recordings of sessions, as {@code tool:pointer} such as {@code tickets.read:/items/*}{@code /status}: a
     * pointer as a trusted field has it; in a tool's name {@code *} stands for any characters. They are on the record in the clear, but for
     * what gives access. By default nothing of an answer is kept.
     */
    Optional<List<String>> kept();
}
