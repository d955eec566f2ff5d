/**
 * The arithmetic of a greenhouse-gas inventory, in plain Java: from a quantity of an activity to kilograms of CO2e with
 * a receipt from which anybody can work the figure out again. Knows no framework, broker or database.
 */
package io.carbonflow.accounting;
