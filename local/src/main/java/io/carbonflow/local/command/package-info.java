/** The commands a person types after {@code ./carbonflow}. */
package io.carbonflow.local.command;
