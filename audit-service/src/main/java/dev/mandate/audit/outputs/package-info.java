/** Findings to where security teams look: webhooks and syslog. */
@NullMarked
package dev.mandate.audit.outputs;

import org.jspecify.annotations.NullMarked;
