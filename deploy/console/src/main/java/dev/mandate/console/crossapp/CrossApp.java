package dev.mandate.console.crossapp;

import dev.mandate.console.frame.Told;
import java.util.List;
import java.util.Map;

/** Who acts for people elsewhere, as identity-service has it. */
public interface CrossApp {
    /** @param after where the part before ended; empty for the first */
    Listed list(String after);

    /**
     * Lets one act at one more place, or otherwise than before at one.
     *
     * @param whose name or id of an application or agent
     * @param place members of a permission of identity-service
     * @param reason may be empty
     */
    Told let(String whose, Map<String, Object> place, String reason);

    /** It acts there no more. */
    Told end(Place place, String reason);

    /**
     * A part of them.
     *
     * @param allowed whether he may see any
     * @param next where the next part begins; empty where there is none
     */
    record Listed(List<Relation> relations, boolean allowed, String next) {
        public Listed {
            relations = List.copyOf(relations);
        }
    }

    /**
     * One that acts for people, and one place where it does.
     *
     * @param name of the application or agent
     * @param words where, and as what
     */
    record Relation(String name, String words, Place place) {
        /** Whom it acts for. */
        public String forWhom() {
            return place.client().startsWith("agt_")
                    ? "for who gives it a task, within that task"
                    : "for who has signed in to it";
        }

        public String kind() {
            return place.client().startsWith("agt_") ? "agent" : "application";
        }
    }

    /**
     * A client, and what makes a place of its places.
     *
     * @param audience issuer there
     * @param resource empty for one that isn't named
     */
    record Place(String client, String audience, String resource) {}
}
