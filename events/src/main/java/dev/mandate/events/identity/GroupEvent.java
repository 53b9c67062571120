package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;

/** What was done to a group of people, as an identity provider keeps it. A group gives nobody anything. */
public sealed interface GroupEvent extends AdministrationEvent {
    /** {@code grp_…}. */
    String group();

    @Override
    default String subject() {
        return group();
    }

    /**
     * @param displayName as it is now, or was
     * @param members how many it has now
     * @param entered who came to it, at most {@link #NAMED} of them
     * @param gone who went, at most as many
     */
    record Provisioned(
            String group,
            ProvisioningAct act,
            String displayName,
            int members,
            List<IdentityId> entered,
            List<IdentityId> gone,
            Actor by)
            implements GroupEvent {
        /** More than a change by hand touches; a group that is taken over whole tells how many it has. */
        public static final int NAMED = 500;

        public Provisioned {
            if (group == null || !group.matches("grp_[0-9a-z]{1,80}"))
                throw new IllegalArgumentException("group must be the id of a group");
            Objects.requireNonNull(act, "act is missing");
            Objects.requireNonNull(displayName, "displayName is missing");
            if (members < 0) throw new IllegalArgumentException("members must not be negative");
            entered =
                    entered == null ? List.of() : entered.stream().limit(NAMED).toList();
            gone = gone == null ? List.of() : gone.stream().limit(NAMED).toList();
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
