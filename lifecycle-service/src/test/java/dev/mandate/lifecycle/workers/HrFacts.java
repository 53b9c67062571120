package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import java.time.Instant;

/** Events of one employee, for tests that need no server: {@code joined(1)} took effect on day 1. */
final class HrFacts {
    private static final Instant DAY_ZERO = Instant.parse("2026-01-01T00:00:00Z");

    static final String DIRECTORY = "urn:mandate:identity:scim:cli_directory";

    private HrFacts() {}

    static Instant day(int day) {
        return DAY_ZERO.plusSeconds(86_400L * day);
    }

    static WorkerAttributes in(String department) {
        return new WorkerAttributes("Ada", "Lovelace", "ada@acme.example", department, "Analyst", "GB", null);
    }

    static HrFact joined(int day, String department) {
        return fact("joined", day, new HrEvent.Joined("e1", day(day), day, in(department)));
    }

    static HrFact moved(int day, String department) {
        return fact("moved", day, new HrEvent.Moved("e1", day(day), day, in(department)));
    }

    static HrFact left(int day) {
        return fact("left", day, new HrEvent.Left("e1", day(day), day));
    }

    static HrFact rehired(int day, String department) {
        return fact("rehired", day, new HrEvent.Rehired("e1", day(day), day, in(department)));
    }

    static HrFact adopted(int day) {
        return directory("adopted", day, new HrEvent.Adopted("e1", day(day), day));
    }

    static HrFact deprovisioned(int day) {
        return directory("deprovisioned", day, new HrEvent.Deprovisioned("e1", day(day), day));
    }

    static HrFact released(int day) {
        return directory("released", day, new HrEvent.Released("e1", day(day), day));
    }

    private static HrFact fact(String type, int day, HrEvent event) {
        return new HrFact("urn:hr", type + "-" + day, event);
    }

    private static HrFact directory(String type, int day, HrEvent event) {
        return new HrFact(DIRECTORY, type + "-" + day, event);
    }
}
