package dev.mandate.identity.adoption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.stream.Collectors;

/** A client's rule; a client without one adopts nobody. */
@Entity
@Table(name = "adoption_rules")
@SuppressWarnings("NullAway.Init")
class AdoptionRuleRow {
    @Id
    @Column(name = "client_id")
    String clientId;

    String matching;

    @Column(name = "mail_domains")
    String mailDomains;

    AdoptionRule rule() {
        return AdoptionRule.read(matching, mailDomains);
    }

    void become(AdoptionRule rule) {
        matching = rule.by().stream().map(Enum::name).collect(Collectors.joining(" "));
        mailDomains = String.join(" ", rule.domains());
    }
}
