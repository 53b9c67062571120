/** Lists in parts: a limit, and a cursor that says where the part before ended. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.paging;
