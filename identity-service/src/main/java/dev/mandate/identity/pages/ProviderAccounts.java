package dev.mandate.identity.pages;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.federation.Accounts;
import dev.mandate.identity.federation.LinkedAccount;
import dev.mandate.identity.pages.AccountPage.Line;
import dev.mandate.identity.signin.Providers;
import io.quarkus.qute.TemplateData;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A person's accounts at providers.
 *
 * @param linked those that he has linked
 * @param offered providers at which he may link one
 */
@TemplateData
public record ProviderAccounts(List<Line> linked, List<Line> offered) {
    /** Where nobody signs in by a provider he sees nothing of it. */
    public boolean isEmpty() {
        return linked.isEmpty() && offered.isEmpty();
    }

    static Uni<ProviderAccounts> of(IdentityId person, Accounts accounts, Providers providers) {
        return providers
                .offered()
                .chain(offered -> accounts.of(person).map(linked -> {
                    var names = offered.stream()
                            .collect(Collectors.toMap(Providers.Offered::issuer, Providers.Offered::name));
                    return new ProviderAccounts(
                            linked.stream().map(account -> line(account, names)).toList(),
                            offered.stream()
                                    .map(provider -> new Line(provider.id(), provider.name(), "", false))
                                    .toList());
                }));
    }

    private static Line line(LinkedAccount account, Map<String, String> names) {
        var name = names.getOrDefault(account.issuer(), account.issuer() + ", which signs nobody in now");
        return new Line(
                account.id(),
                name,
                (account.shownAs().isEmpty() ? "" : "as " + account.shownAs() + ", ")
                        + AccountPage.since(account.linkedAt(), account.lastUsedAt()),
                false);
    }
}
