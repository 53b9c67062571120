package dev.mandate.cli.hr;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A made-up organisation and one year of its HR events: the same seed gives the same year. Everyone joins; some move, some
 * leave, some of those come back; deliveries are shuffled within a few days and one in twenty comes twice.
 */
public final class Workforce {
    public static final String SOURCE = "urn:hr:acme";

    private static final List<String> DEPARTMENTS = List.of("sales", "finance", "support", "engineering");
    private static final List<String> GIVEN = List.of(
            "Ada", "Bo", "Cleo", "Dara", "Emil", "Fay", "Gus", "Hana", "Ivo", "June", "Kai", "Lea", "Milo", "Nia",
            "Otto", "Pia");
    private static final List<String> FAMILY = List.of(
            "Abel", "Berg", "Costa", "Dorn", "Eber", "Falk", "Grau", "Holm", "Iger", "Jost", "Kern", "Lund", "Moor",
            "Nagy", "Ohm", "Pohl");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "PT", "SE");

    private final String run;
    private final Random random;
    private final Instant start;
    private final List<FeedEvent> feed = new ArrayList<>();

    private Workforce(String run, long seed, Instant start) {
        this.run = run;
        this.random = new Random(seed);
        this.start = start;
    }

    /**
     * @param run part of every employee id, so that each run of the demo has people of its own; may be empty
     * @param workers how many people join in the year
     * @param start first day of the year
     * @return the events in the order in which they are delivered
     */
    public static List<FeedEvent> year(String run, long seed, int workers, Instant start) {
        var workforce = new Workforce(run, seed, start);
        for (int number = 0; number < workers; number++) workforce.career(number);
        return workforce.delivered();
    }

    public static String employeeId(String run, int number) {
        return "E%s%05d".formatted(run, number);
    }

    private void career(int number) {
        var employee = employeeId(run, number);
        var day = random.nextInt(120);
        var sequence = 0;
        var attributes = attributes(number, DEPARTMENTS.get(number % DEPARTMENTS.size()));
        add(employee, day, new HrEvent.Joined(employee, at(day), sequence++, attributes));
        // The first forty people are the ones that the story is about: they stay, so that it can tell what happens
        // next.
        if (number < 40) return;
        if (random.nextInt(100) < 30) {
            day += 20 + random.nextInt(60);
            attributes = attributes(number, DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size())));
            add(employee, day, new HrEvent.Moved(employee, at(day), sequence++, attributes));
        }
        // From 400 on people stay too: the leavers of the measured burst come from there.
        if (number >= 400 || random.nextInt(100) >= 25) return;
        day += 10 + random.nextInt(60);
        add(employee, day, new HrEvent.Left(employee, at(day), sequence++));
        if (random.nextInt(100) < 40) {
            day += 10 + random.nextInt(60);
            add(employee, day, new HrEvent.Rehired(employee, at(day), sequence, attributes));
        }
    }

    private WorkerAttributes attributes(int number, String department) {
        var given = GIVEN.get(number % GIVEN.size());
        var family = FAMILY.get((number / GIVEN.size()) % FAMILY.size()) + (number < 256 ? "" : " " + number);
        var email = (given + "." + family).toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@acme.example";
        return new WorkerAttributes(
                given,
                family,
                email,
                department,
                "member of " + department,
                COUNTRIES.get(number % COUNTRIES.size()),
                number == 0 ? null : employeeId(run, number / 8));
    }

    private void add(String employee, int day, HrEvent event) {
        var id = employee + "-" + event.sequence();
        var late = random.nextInt(100) < 15 ? 3 + random.nextInt(40) : 0;
        feed.add(new FeedEvent(SOURCE, id, event, day + late));
        if (random.nextInt(100) < 5) feed.add(new FeedEvent(SOURCE, id, event, day + late + random.nextInt(5)));
    }

    private List<FeedEvent> delivered() {
        Collections.shuffle(feed, random);
        feed.sort(java.util.Comparator.comparingInt(FeedEvent::deliveredOnDay));
        return List.copyOf(feed);
    }

    private Instant at(int day) {
        return start.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(random.nextInt(1440)));
    }
}
