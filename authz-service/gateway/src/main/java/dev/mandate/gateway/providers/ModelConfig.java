package dev.mandate.gateway.providers;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which providers of AI models stand behind the gateway, and how much of everything it takes. */
@ConfigMapping(prefix = "mandate.models")
public interface ModelConfig {
    /** JSON, see the page of this module: which providers there are and which models each has. Without it there are none. */
    Optional<Path> providers();

    /** How long an answer may take in all, streamed or not. */
    @WithDefault("10m")
    Duration callTimeout();

    /** How long a provider may say nothing, before its answer and within it. */
    @WithDefault("5m")
    Duration silence();

    /** How long a caller may take to send a request. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** The longest request. */
    @WithDefault("4M")
    MemorySize longestRequest();

    /** The longest answer of a provider; a longer one is cut off, and the use has failed. */
    @WithDefault("8M")
    MemorySize longestAnswer();

    /** Requests that one caller may have under way with one provider. */
    @WithDefault("16")
    int callsAtOnce();

    /** Requests that all callers together may have under way with one provider; more are refused rather than waiting. */
    @WithDefault("256")
    int callsAtOnceOfAll();

    /** How much all requests that are held at once may have; a quarter of it those of one caller. */
    @WithDefault("32M")
    MemorySize requestsAtOnce();

    /** How much all answers that are held at once may have, until their callers have read them; a quarter of it those of one caller. */
    @WithDefault("32M")
    MemorySize answersAtOnce();

    /** How long a caller may take to read an answer, or the end of a streamed one. */
    @WithDefault("1m")
    Duration readTimeout();

    /** Lists of models that one caller may have made at once. */
    @WithDefault("4")
    int listsAtOnce();

    /** Lists of models that are made at once for all callers together. */
    @WithDefault("32")
    int listsAtOnceOfAll();
}
