package dev.mandate.provisioning;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All differences, in the order in which they have to be ended. A plan that was applied, made anew, is empty.
 *
 * @param changes that {@link #apply} brings about
 * @param notices differences that stay
 */
public record Plan(List<ResourceChange> changes, List<Notice> notices) {
    public static final Plan NOTHING = new Plan(List.of(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
    }

    static Plan of(List<ResourceChange> changes) {
        return new Plan(changes, List.of());
    }

    public Plan then(Plan next) {
        return new Plan(
                Stream.concat(changes.stream(), next.changes.stream()).toList(),
                Stream.concat(notices.stream(), next.notices.stream()).toList());
    }

    /** Brings the changes about, one after the other; stops at the first that is refused. */
    public void apply() throws SQLException {
        apply(change -> {});
    }

    /**
     * @param done told of each change once it is in force
     * @throws SQLException if the database refuses, with its reason
     */
    public void apply(Consumer<ResourceChange> done) throws SQLException {
        for (var change : changes) {
            change.work().run();
            done.accept(change);
        }
    }
}
