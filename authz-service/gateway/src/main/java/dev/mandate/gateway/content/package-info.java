/** Whether what a server answered carries instructions, said by a classifier, if there is one. */
@NullMarked
package dev.mandate.gateway.content;

import org.jspecify.annotations.NullMarked;
