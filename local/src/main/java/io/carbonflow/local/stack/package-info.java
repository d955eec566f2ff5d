/** The processes of the stack: which there are, with what environment, and what happens when one ends. */
package io.carbonflow.local.stack;
