/**
 * The rules of an inventory as documents. {@link io.carbonflow.rules.RuleDocuments} checks one that is offered,
 * {@link io.carbonflow.rules.RuleBook} makes what accounting calculates by out of all that are in force. No framework.
 */
package io.carbonflow.rules;
