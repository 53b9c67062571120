package dev.mandate.console.proposals;

import dev.mandate.console.apis.Api;
import java.util.List;
import java.util.Optional;

/** What waits for people in each of the four services, as whoever looks may see it. */
public interface Proposals {
    /** Those that wait, the latest first, whichever service keeps them. */
    Waiting waiting();

    /** One that he may see, with all that would be done; empty for every other. */
    Optional<Proposal> find(String id);

    /**
     * Stands for just what was looked at.
     *
     * @param digest of what he has looked at
     * @return what to do about it where it doesn't count; empty where it does
     */
    Optional<String> approve(Proposal proposal, String digest);

    /**
     * It won't be done.
     *
     * @return what to do about it where it doesn't count; empty where it does
     */
    Optional<String> refuse(Proposal proposal, String reason);

    /**
     * What waits.
     *
     * @param allowed whether he may see what others proposed, in any service
     * @param more whether there are more than are listed
     * @param away services that don't answer
     */
    record Waiting(List<Proposal> proposals, boolean allowed, boolean more, List<Api> away) {
        public Waiting {
            proposals = List.copyOf(proposals);
            away = List.copyOf(away);
        }
    }
}
