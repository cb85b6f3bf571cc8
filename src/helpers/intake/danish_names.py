"""Given names and surnames common among people who live in Denmark, of Danish and of other origin.

Written from common knowledge for one purpose: to see that a cell holds a person's name (`docs/decisions/0019`). Not
complete and not a statistic. Words that Danish text also uses in other senses at the beginning of a sentence or in
names of places (Dal, Park, By) are left out of the surnames where they would find more places than persons.
"""

from __future__ import annotations

_GIVEN = """
Aage Aase Adam Agnes Agnete Ahmad Ahmed Ahmet Aisha Albert Alberte Aleksander Alex Alexander Alfred Ali Alice Alma
Amalie Amanda Amina Amir Amira Anders Andrea Andreas Ane Anette Anita Anja Ann Anna Anne Annelise Annemarie Annette
Anni Annika Anton Arne Arthur Asger Asta Astrid August Axel Aya Ayse Bashir Benjamin Benny Bent Bente Bertha Betina
Birger Birgit Birgitte Birthe Bjarne Bjørn Bodil Brian Britta Camilla Carina Carl Carla Carlo Caroline Casper Cecilie
Charlotte Chris Christel Christian Christina Christine Christoffer Claes Clara Claus Connie Dagmar Daniel Daniella
David Denise Dennis Ditte Dorte Dorthe Edith Egon Ejner Elias Elin Elisabeth Ella Ellen Elna Else Elsebeth Emil Emilie
Emine Emma Eric Erik Erika Erling Ernst Esben Ester Esther Eva Evald Fadi Fadumo Farah Fatima Fatma Fie Filip Finn
Flemming Frank Frede Frederik Frederikke Freja Frida Frits Gerda Gert Gitte Grethe Gudrun Gunhild Gunnar Gurli Gustav
Halima Hamza Hanna Hannah Hanne Hans Harald Hasan Hassan Hava Heidi Helen Helena Helene Helga Helge Helle Henning
Henny Henriette Henrik Henry Herdis Hilda Hilde Holger Huda Hugo Hussein Ibrahim Ida Inga Inge Ingeborg Ingelise Inger
Ingrid Irene Iris Isabella Ismail Ivan Jack Jacob Jakob Jamal Jan Janne Janni Jannie Janus Jasmin Jean Jeanette Jens
Jeppe Jesper Jette Jimmy Joachim Joan Johan Johanna Johanne Johannes John Johnny Jonas Jonathan Jonna Josef Josefine
Julia Julie Jytte Jørgen Jørn Kai Kaj Kamilla Karen Karin Karina Karl Karla Karoline Kasper Katharina Kathrine Katja
Katrine Kenneth Kevin Khadija Khaled Kim Kirsten Kirstine Kjeld Klara Klaus Knud Konrad Kristian Kristina Kristine
Kristoffer Kurt Laila Lars Lasse Laura Lauritz Layla Leif Leila Lena Lene Lilian Lillian Lilly Linda Line Lis Lisa
Lisbet Lisbeth Lise Liselotte Liv Liva Lone Lotte Louise Lucas Lukas Luna Lærke Mads Magnus Mahmoud Maja Majken Malene
Malik Malthe Marcus Maren Margit Margrethe Maria Mariam Marianne Marie Marius Markus Marlene Martha Martin Marwa
Maryam Mathias Mathilde Mehmet Merete Mette Mia Michael Michelle Mie Mikael Mikkel Mille Minna Mira Mogens Mohamad
Mohamed Mohammad Mohammed Mona Morten Muhammad Mustafa Nadia Nanna Natasja Nicklas Nicolai Nicoline Niels Nikolaj Nina
Noah Noor Nora Ole Olga Oliver Olivia Omar Oscar Oskar Osman Otto Palle Patrick Paul Paula Pauline Peder Per Pernille
Peter Pia Poul Preben Rana Rasmus Rebecca Regitze Rene René Rikke Rita Robert Robin Roger Rosa Rune Ruth Sabrina Sahra
Said Salma Samir Samira Samuel Sandra Sanne Sara Sarah Sebastian Selma Signe Sigrid Sigurd Silas Simon Simone Sine
Sofia Sofie Solveig Sonja Sophie Steen Stefan Stig Stine Sune Susan Susanne Svend Søren Tage Tanja Tariq Theis Theodor
Thomas Thor Thora Thorkild Tina Tine Tobias Tom Tommy Tove Trine Troels Ulla Ulrik Ulrikke Valdemar Verner Vibeke
Victor Victoria Viggo Viktor Vilhelm Vita Vivi Walid William Willy Winnie Yasmin Youssef Yusuf Yvonne Zahra Zainab
Zeynep Ziad Åge Åse
"""

_SURNAMES = """
Aagaard Abdi Abdullah Abdullahi Abdulle Abukar Adan Aden Ahmad Ahmed Akhtar Al-Hassan Ali Amin Andersen Andreasen
Andreassen Arslan Aslan Asmussen Awad Aydin Bach Bak Bang Bashir Bech Beck Begum Bendtsen Berg Bertelsen Berthelsen
Bjerre Bjerregaard Bonde Boysen Brandt Bruun Bundgaard Bødker Carlsen Caspersen Celik Christensen Christiansen
Christoffersen Clausen Clemmensen Dahl Dalgaard Dam Damgaard Danielsen Daugaard Davidsen Demir Ebbesen Enevoldsen
Erichsen Eriksen Eskildsen Farah Fischer Frandsen Frederiksen Friis Gregersen Haddad Hald Hamdan Hamid Hammer Hansen
Hassan Hedegaard Hein Henningsen Henriksen Hermansen Hjorth Holm Holst Hougaard Husain Hussain Hussein Høj Højgaard
Ibrahim Ipsen Isaksen Iversen Jacobsen Jakobsen Jama Jensen Jeppesen Jepsen Jespersen Jessen Johannesen Johannsen
Johansen Johansson Jonassen Juhl Juul Jørgensen Karlsen Kaspersen Kaya Khalil Khan Kilic Kirkegaard Kjeldsen Kjær
Kjærgaard Klausen Knudsen Koch Kofoed Korsgaard Kragh Kristensen Kristiansen Kristoffersen Krog Krogh Kruse Larsen
Lassen Lauridsen Lauritsen Laursen Lind Lindberg Lorentzen Lorenzen Lund Lundgaard Madsen Mahmoud Malik Marcussen
Markussen Mathiasen Mathiesen Matthiesen Meyer Michelsen Mikkelsen Mogensen Mohamed Mohammad Mohammed Mohamud Mohr
Mortensen Munch Munk Mustafa Myrup Mølgaard Møller Najjar Nguyen Nielsen Nikolajsen Nissen Nygaard Nørgaard Olesen
Olsen Olsson Omar Osman Ottosen Overgaard Ozturk Paulsen Pedersen Petersen Petersson Pham Poulsen Rahimi Rashid
Rasmussen Ravn Riis Rosenberg Saeed Sahin Said Salah Saleh Schmidt Schou Schröder Schultz Schulz Simonsen Skaarup Skov
Skovgaard Sommer Steenberg Steffensen Sunesen Svendsen Svensson Sørensen Tahir Therkelsen Therkildsen Thomsen Thorsen
Thygesen Thøgersen Toft Torp Tran Vang Vestergaard Villadsen Vinther Vogel Wagner Warsame Winkel Winther Yildirim
Yildiz Yilmaz Yusuf Öztürk Østergaard
"""

GIVEN_NAMES = frozenset(name.casefold() for name in _GIVEN.split())
SURNAMES = frozenset(name.casefold() for name in _SURNAMES.split())
