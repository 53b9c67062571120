package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.GroupKey;

/** An event and one group that it may advance. */
record GroupEvent(GroupKey group, RiskEvent event) {}
