// Package london is a London to practise on: the career sites of all 33
// authorities, two or three others that repeat or share their adverts, and a
// switch for everything that can go wrong with each of them. The demo and the
// tests crawl it over loopback, through the same code that reads real sites.
//
// Every site is a host SOURCE.demo.example, served by one http.Handler, and is
// written in the markup of its recruitment system by that system's renderer.
// The adverts are ours, dealt from hand-written tables by a seed; a site
// changes as the days pass. Posts says what a reader ought to make of a site,
// so that a test can tell a right reading from a wrong one.
//
// To add a recruitment system, write a file with a type that has the three
// methods of renderer and name it in renderers. To move a site to another
// system, change its row in sites.
//
// The package must never reach the network: Start listens on loopback, and the
// dialler it returns refuses every host that is not one of ours.
package london
