package dev.mandate.identity.signals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How receivers of shared signals are served. */
@ConfigMapping(prefix = "mandate.signals")
interface SignalConfig {
    /** SSF {@code default_subjects}. */
    enum Subjects {
        ALL,
        NONE
    }

    /** Whom a stream tells of before its receiver names anybody: everybody but those that it takes off, or only those that it adds. */
    @WithDefault("ALL")
    Subjects defaultSubjects();

    /** Whether signals may be pushed to this machine: for development and tests, since whoever names an address there has us ask it. */
    @WithDefault("false")
    boolean onLoopback();

    /**
     * Hosts of receivers, and of applications that are told who signed out, that may be on a private network, separated by commas; any other
     * must be on the Internet.
     */
    Optional<Set<String>> privateHosts();

    /** How many signals wait for one receiver; with more its stream is paused, and it loses the oldest. */
    @WithDefault("10000")
    int mostWaiting();

    /** How long a poll waits for something to tell. */
    @WithDefault("PT20S")
    Duration pollPatience();

    /** How long one push may take. */
    @WithDefault("PT5S")
    Duration pushPatience();

    /** At most, whatever hangs: to look its host up, to ask, to read the answer. */
    default Duration longestPush() {
        return pushPatience().multipliedBy(3);
    }

    /** The longest wait between two attempts; the first is a second, and each next one twice as long. */
    @WithDefault("PT5M")
    Duration longestPause();
}
