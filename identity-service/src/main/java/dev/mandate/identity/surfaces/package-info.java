/** On which surfaces a trusted issuer's word puts whoever shows it: rules that two people approve with the issuer. */
@NullMarked
package dev.mandate.identity.surfaces;

import org.jspecify.annotations.NullMarked;
