/** What becomes of approvals, to where those who are asked look: webhooks. */
@NullMarked
package dev.mandate.lifecycle.notices;

import org.jspecify.annotations.NullMarked;
