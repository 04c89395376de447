/** Every text that a person reads, from one bundle; knows only the JDK. */
@NullMarked
package org.latentfx.text;

import org.jspecify.annotations.NullMarked;
