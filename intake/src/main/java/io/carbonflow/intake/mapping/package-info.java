/**
 * Mapping documents: data that says how somebody else's JSON or CSV becomes canonical activities, without code. What a
 * document may say is in docs/reference/mappings.md.
 */
package io.carbonflow.intake.mapping;
