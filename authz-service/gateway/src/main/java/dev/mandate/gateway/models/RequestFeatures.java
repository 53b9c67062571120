package dev.mandate.gateway.models;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.gateway.providers.ModelProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** By what a request goes beyond asking a model, and what of it nobody here knows: either is passed on where its operator says so, and else not. */
final class RequestFeatures {
    static final int MOST_UNKNOWN = 32;
    private static final int LONGEST_SHOWN = 64;

    private final Set<String> reaching = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    /** @param name of a member, or of a kind of tools or of what is in a prompt */
    void reaches(String name) {
        reaching.add(name);
    }

    /** @param name likewise */
    void unknown(String name) throws BadRequest {
        unknown.add(name);
        if (unknown.size() > MOST_UNKNOWN)
            throw new BadRequest("There are more than " + MOST_UNKNOWN
                    + " names in this that this gateway doesn't know, " + shown(name) + " among them; leave them out");
    }

    List<String> reaching() {
        return List.copyOf(reaching);
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** What isn't known can't be what is known to reach, whatever an operator writes. */
    static void check(ModelProvider provider) {
        provider.passes().stream()
                .filter(name -> PromptKinds.reaches(name) || Endpoint.reachesAny(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(provider.name() + ".passes: " + name
                            + " reaches beyond the model, which isn't passed for being unknown; whoever wants that names it in "
                            + provider.name() + ".allow");
                });
    }

    /**
     * Why a request isn't passed on.
     *
     * @param betas what its client wants beside the interface's version
     */
    static Optional<String> refusal(ModelRequest request, List<String> betas, ModelProvider provider) {
        for (var names : List.of(request.reaching(), betas))
            for (var name : names)
                if (!provider.allow().contains(name))
                    return Optional.of("This gateway passes on no " + shown(name)
                            + ", which reaches beyond the model; leave it out, or have the operator name it in allow of "
                            + provider.name());
        return request.unknown().stream()
                .filter(name -> !provider.passes().contains(name))
                .findFirst()
                .map(name -> "This gateway doesn't know " + shown(name) + " of "
                        + request.endpoint().path()
                        + ", and passes on what it knows; leave it out, or have the operator name it in passes of "
                        + provider.name());
    }

    /** A name of the caller's own writing. */
    private static String shown(String name) {
        return PlainText.quoted(name, LONGEST_SHOWN);
    }
}
