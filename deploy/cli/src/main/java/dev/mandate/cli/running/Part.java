package dev.mandate.cli.running;

import java.nio.file.Path;
import java.util.Optional;

/** One process of the system, as whoever starts, watches and stops it sees it. */
interface Part {
    String name();

    int port();

    /** Empty if it doesn't run. */
    Optional<ProcessHandle> running();

    /** What is wrong with it if it runs and isn't alive, as {@link Liveness} says it; else empty. It waits for an answer for some seconds. */
    String wrong();

    /** Whether it takes requests, and what it waits for if it doesn't. One that says nothing of that does while it is alive. */
    default HealthAnswer readiness() {
        return wrong().isEmpty() ? HealthAnswer.READY : HealthAnswer.NONE;
    }

    /** What no restart mends, and an operator should know. */
    default HealthAnswer well() {
        return HealthAnswer.READY;
    }

    /** How many records it couldn't take. */
    default DeadLetterFigure deadLetters() {
        return DeadLetterFigure.NONE;
    }

    /** How many clients get tokens of it that nobody answers for. */
    default long ownerlessClients() {
        return 0;
    }

    /** What it writes while it runs. */
    Path log();

    /**
     * Starts it, if it doesn't run. It may not be ready yet when this returns.
     *
     * @throws Ports.PortTaken if somebody else listens where it should
     */
    void start();

    /** Has it write into its log what each of its threads is about, where it can, for whoever asks later why it was ended. */
    default void tells() {}

    /** Ends it and returns when it is gone: in order if it can, whatever it stands at if it can't. */
    void end();
}
