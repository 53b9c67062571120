package dev.mandate.chaos.installation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is done to processes. When it returns, they run again, and need not be well yet. */
public enum Fault {
    /** SIGKILL, and started again at once, as whoever supervises them does. */
    KILLED {
        @Override
        public void strike(List<? extends Victim> victims, Duration length) {
            victims.forEach(Victim::kill);
            victims.forEach(Victim::restart);
        }
    },
    /** SIGTERM, and started again when it has ended, as whoever rolls out a version does. */
    DRAINED {
        @Override
        public void strike(List<? extends Victim> victims, Duration length) {
            for (var victim : jvms(victims)) victim.process().end();
            Patience.untilOrStill(() -> victims.stream().filter(Victim::isAlive).count(), GRACE);
            victims.stream().filter(Victim::isAlive).forEach(Victim::kill);
            victims.forEach(Victim::restart);
        }
    },
    /** SIGSTOP: its connections stay, and nothing answers on them. */
    PAUSED {
        @Override
        public void strike(List<? extends Victim> victims, Duration length) throws InterruptedException {
            for (var victim : jvms(victims)) victim.process().pause();
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            for (var victim : jvms(victims)) victim.process().goesOn();
        }
    },
    /** Whoever ends because of it is started again once there is room. */
    DISK_FULL {
        @Override
        public void strike(List<? extends Victim> victims, Duration length) throws InterruptedException {
            for (var victim : jvms(victims)) victim.process().fillDisk();
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            for (var victim : jvms(victims))
                if (victim.process().isAlive()) victim.process().hasRoom();
                else victim.restart();
        }
    };

    /** As supervisors give it, by deploy/README.md. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** @param length for which it stands still or has no room */
    public abstract void strike(List<? extends Victim> victims, Duration length) throws InterruptedException;

    private static List<JvmVictim> jvms(List<? extends Victim> victims) {
        return victims.stream().map(JvmVictim.class::cast).toList();
    }

    /** Whether how long it lasts is chosen. */
    public boolean lasts() {
        return this == PAUSED || this == DISK_FULL;
    }

    public String inWords() {
        return switch (this) {
            case KILLED -> "killed";
            case DRAINED -> "drained";
            case PAUSED -> "paused";
            case DISK_FULL -> "disk full";
        };
    }
}
