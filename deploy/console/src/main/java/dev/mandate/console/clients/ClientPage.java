package dev.mandate.console.clients;

import dev.mandate.console.clients.Clients.Client;
import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client, and the form that changes it.
 *
 * @param notice why the last attempt changed nothing; empty without
 * @param told what became of it; empty without
 * @param until until when it gets tokens though nobody answers for it; null where no end is set
 * @param form what the form has: what it is, or what was typed and not taken
 * @param gets how it gets tokens, in words
 * @param choices every way to get tokens
 */
public record ClientPage(
        String visitor,
        String notice,
        String told,
        Client client,
        WantedClient form,
        Moment made,
        @Nullable Moment until,
        List<Item> secrets,
        List<String> gets,
        List<Choice> choices) {
    /** A secret, and until when it counts. */
    public record Item(String id, Moment until) {}

    /** A way to get tokens, and whether it has it. */
    public record Choice(String value, String words, boolean chosen) {}

    static ClientPage of(
            String visitor, String notice, String told, Client client, WantedClient form, InstantSource clock) {
        return new ClientPage(
                visitor,
                notice,
                told,
                client,
                form,
                Moment.of(client.madeAt(), clock),
                client.until().isEmpty() ? null : Moment.of(client.until(), clock),
                client.secrets().stream()
                        .map(secret -> new Item(secret.id(), Moment.of(secret.ends(), clock)))
                        .toList(),
                client.grants().stream().map(GrantWords::of).toList(),
                GrantWords.all().entrySet().stream()
                        .map(grant -> new Choice(
                                grant.getKey(), grant.getValue(), form.grants().contains(grant.getKey())))
                        .toList());
    }

    /** Addresses, one a line, as they are typed. */
    public String back() {
        return String.join("\n", form.back());
    }
}
