/** Opening of people's own pictures: read, looked at, taken or left. */
@NullMarked
package org.latentfx.session.data;

import org.jspecify.annotations.NullMarked;
