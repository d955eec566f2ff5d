/** Documents that say how items are taken in: reading them strictly, what ships, and what is in force. No framework. */
package io.carbonflow.intake.document;
