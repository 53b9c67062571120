package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.server.filter.AndExpressionNode;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import dev.mandate.identity.scim.ScimStore.Narrowed;
import dev.mandate.identity.scim.ScimStore.Narrowed.Column;
import java.util.Optional;

/** What of a filter an index answers. What holds of the rows that it leaves is for whoever looks at each. */
final class ScimFilter {
    private ScimFilter() {}

    /** Empty where any row may match. */
    static Optional<Narrowed> narrowed(FilterNode filter) {
        if (filter instanceof AndExpressionNode both)
            return narrowed(both.getLeftNode()).or(() -> narrowed(both.getRightNode()));
        if (filter instanceof AttributeExpressionLeaf leaf && leaf.getComparator() == Comparator.EQ)
            return narrowed(leaf);
        return Optional.empty();
    }

    private static Optional<Narrowed> narrowed(AttributeExpressionLeaf leaf) {
        var value = leaf.getValue();
        // What is written with escapes is compared by whoever reads them.
        if (value == null || value.indexOf('\\') >= 0) return Optional.empty();
        return switch (leaf.getSchemaAttribute().getScimNodeName()) {
            case "id" -> Optional.of(new Narrowed(Column.ID, value));
            case "externalId" -> Optional.of(new Narrowed(Column.EXTERNAL_ID, value));
            case "userName", "agentUserName" -> Optional.of(new Narrowed(Column.NAME, ScimName.folded(value)));
            default -> Optional.empty();
        };
    }
}
