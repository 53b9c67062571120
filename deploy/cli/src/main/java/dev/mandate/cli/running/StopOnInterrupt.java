package dev.mandate.cli.running;

/** Until released, the end of this JVM (Ctrl-C among others) stops the system, so that no orphan stays. */
public final class StopOnInterrupt {
    private static volatile boolean stopping;

    private final Thread hook;

    private StopOnInterrupt(Thread hook) {
        this.hook = hook;
    }

    public static StopOnInterrupt of(MandateSystem system) {
        var hook = new Thread(
                () -> {
                    begins();
                    if (!system.isDown()) System.out.println("Stopping what was started…");
                    system.down();
                },
                "stop-system");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopOnInterrupt(hook);
    }

    private static synchronized void begins() {
        stopping = true;
    }

    /**
     * What is started is started before what was started is stopped, or not at all: otherwise it would be left over.
     *
     * @throws NotReady if it is being stopped
     */
    static synchronized void unlessStopping(Runnable start) {
        if (stopping) throw new NotReady("nothing is started any more, since the system is being stopped");
        start.run();
    }

    /** True once the system is being stopped: what fails from then on fails for that reason. */
    public static boolean isStopping() {
        return stopping;
    }

    /** From now on the system stays when this JVM ends. */
    public void release() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Ctrl-C came first: then the system stops, as it should
        }
    }
}
